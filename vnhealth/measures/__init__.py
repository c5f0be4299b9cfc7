"""Pure statistics: arrays and frames in, frames out; one method a module.

Every result has the nine columns of :data:`vnhealth.measures.result.RESULT_COLUMNS`; the index
says what a row is about. A judgement adds ``outcome`` and ``reading``. Import from the module
of the method, as in ``from vnhealth.measures.rates import rate``.
"""
