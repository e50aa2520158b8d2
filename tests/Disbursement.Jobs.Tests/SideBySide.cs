// Fixtures that mostly wait for processes of their own run beside one another; all others one after the other.
[assembly: LevelOfParallelism(3)]
