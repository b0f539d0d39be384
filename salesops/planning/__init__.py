"""What the stages share: targets, tasks, forecasts, rota, bookings, issues and actions."""
