"""Training and coaching: topics by pain, scenarios, 1:1 plans, referral points, orders in progress, complaints."""
