namespace Groundswell.Attribution.CallGraphs;

/// <summary>Rows of a window during which a fault may have lasted, both ends included.</summary>
internal readonly record struct FaultRows(int First, int Last)
{
    /// <summary>Windows up to this are searched row by row, longer ones in steps that grow with the length.</summary>
    private const int EveryRow = 12;

    public int Count => Last - First + 1;

    public bool Holds(int row) => row >= First && row <= Last;

    /// <summary>All stretches to look at; of those, where it is known when the trouble was seen, only ones that hold that row or the next, since a row that has only begun may not show it yet.</summary>
    /// <param name="rows">Length of the window.</param>
    /// <param name="seen">The row of the time at which the trouble was seen, if known and in the window.</param>
    public static IEnumerable<FaultRows> Within(int rows, int? seen)
    {
        for (var length = 1; length <= rows; length = length < EveryRow ? length + 1 : Math.Min(length + (length / 4), Math.Max(rows, length + 1)))
        {
            var step = length <= EveryRow ? 1 : length / 8;
            for (var first = 0; first + length <= rows; first += step)
            {
                var stretch = new FaultRows(first, first + length - 1);
                if (seen is not { } row || (stretch.First <= row + 1 && stretch.Last >= row))
                {
                    yield return stretch;
                }
            }
        }
    }
}
