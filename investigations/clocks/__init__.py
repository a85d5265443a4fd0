"""The clocks of cases: kept as rows, stopped and restarted, counted again, reminded of."""
