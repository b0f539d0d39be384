"""Intent customers: from the visit through drive and price to the order and the handover."""
