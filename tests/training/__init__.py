"""Training, coaching, points, orders under way, complaints."""
