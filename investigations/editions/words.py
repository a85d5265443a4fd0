"""What the words of an edition mean: on its page, and in its files."""

WORDS = {
    "Process changed": "This procurement was changed, or the authority changed its process or accepted a "
    "recommendation to. An overdue payment that was released does not count.",
    "Of reported": "Of all closed cases of which we know how they ended.",
    "Of investigated": "The same, without cases that were out of scope or withdrawn.",
    "95% interval": "How far chance alone may have moved a share (Wilson’s score interval). With few cases it is wide.",
    "VCSE": "Voluntary, community and social enterprises: charities, community interest companies, community benefit "
    "societies, co-operatives, other social enterprises and community groups.",
    "Financial year": "From 6 April to 5 April. A case counts in the year in which it was received.",
    "[c]": "Withheld, to protect those who complained. It may be none, few or many.",
}
