"""The showroom: what stands where, whether it is in order, which way people take, and what is counted there."""
