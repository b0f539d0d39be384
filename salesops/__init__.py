"""SalesOps: the working day of a car-dealership sales manager, as one application."""
