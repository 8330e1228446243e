"""Networks for arrays, in scikit-learn's conventions: an estimator has ``fit``, ``predict`` and ``score``.

scikit-learn itself is not needed; where it is installed, these pass its ``check_estimator``.
"""

from playground.estimators.classifier import Classifier
from playground.estimators.fitting import fit
from playground.estimators.regressor import Regressor

__all__ = ["Classifier", "Regressor", "fit"]
