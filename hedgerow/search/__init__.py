"""Finding items, people and communities again."""
