"""The window itself: its docks, actions and menus."""
