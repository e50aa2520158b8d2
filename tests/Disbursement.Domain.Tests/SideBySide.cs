// Rules have no state.
[assembly: Parallelizable(ParallelScope.Fixtures)]
