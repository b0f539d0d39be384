"""Pure decisions of the morning meeting: causes of thin traffic, typical losses, who is expected, forecasts."""
