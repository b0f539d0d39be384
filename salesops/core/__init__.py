"""What everything else stands on: time, calendar, money, phones, settings, errors, languages."""
