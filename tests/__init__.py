"""Tests of SalesOps; the folders mirror salesops/ and pages/."""
