"""`make bench-disclosure`: 1,000 series of editions, each attacked with all that it publishes."""

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from tqdm import tqdm

from investigations.outcomes.disclosure.withholding import NARROWEST
from tests.investigations.outcomes.disclosure.attacking import narrow
from tests.investigations.outcomes.disclosure.series import series

SIZES = (6, 25, 60, 200)


def attacked(seed):
    """How many figures there were, how many were withheld, and which were found out."""
    decided = series(seed, 1 + seed % 3, SIZES[seed % 4])
    texts = [json.loads(json.dumps(each.publication.as_json())) for each in decided]
    figures = sum(len(each.publication.figures) for each in decided)
    return figures, sum(len(each.why) for each in decided), narrow(texts, NARROWEST)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(tqdm(pool.map(attacked, range(number), chunksize=5), total=number, disable=None))
    figures, withheld = (sum(each[place] for each in found) for place in (0, 1))
    broken = [each for *_, these in found for each in these]
    for each in broken:
        print(*each)
    print(f"{number} series, {figures} figures, {withheld} withheld. {len(broken)} broken.")
    sys.exit(bool(broken))
