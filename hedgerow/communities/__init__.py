"""Communities, rooms, memberships and invitations."""
