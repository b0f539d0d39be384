"""Counts that several figures share, and what each family can be split by."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.kpi.figures import Dimension, Part

SPLITS = frozenset({Dimension.STAFF, Dimension.CHANNEL, Dimension.MODEL, Dimension.DAY})
LEAD_SPLITS = SPLITS | {Dimension.TIER}
STOCK_SPLITS = frozenset({Dimension.MODEL, Dimension.DAY})

VISITS = Part(count="visits", meaning=N_("parties in the showroom, errands left out"))
LEADS = Part(count="leads", meaning=N_("leads received, merged duplicates left out"))
ORDERS = Part(count="orders", meaning=N_("orders, those cancelled on the same day left out"))
OPEN_LEADS = Part(count="open_leads", meaning=N_("leads received before the day and still open that morning"))
STOCK = Part(count="stock_cars", meaning=N_("cars in stock, test-drive cars left out"))
