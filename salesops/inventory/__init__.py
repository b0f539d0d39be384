"""Stock: which cars stand too long, which models run out, what to order, whose car is late."""
