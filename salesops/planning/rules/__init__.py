"""Pure decisions that the stages share: selling days, must-do, tomorrow's targets, rota, the order at the door."""
