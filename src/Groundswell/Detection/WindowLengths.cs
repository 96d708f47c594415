namespace Groundswell.Detection;

/// <summary>The window lengths over which a series of some bin width is judged, and the ring that holds them.</summary>
internal sealed class WindowLengths
{
    private const int LongestRing = 1024; // bins of a second would need hours of them: their longest windows are given up

    private static readonly int[] Minutes = [5, 10, 15, 20, 30, 45, 60, 90];

    public WindowLengths(double binSeconds)
    {
        SortedSet<int> bins = [1, 2, 3];
        foreach (var minutes in Minutes)
        {
            var length = (int)Math.Round(minutes * 60 / binSeconds);
            if (length >= 1 && length <= LongestRing / 2)
            {
                bins.Add(length);
            }
        }

        Bins = [.. bins];
        var capacity = 64;
        while (capacity < Bins[^1] + 8)
        {
            capacity *= 2;
        }

        Capacity = capacity;
    }

    /// <summary>Lengths in bins, ascending.</summary>
    public int[] Bins { get; }

    /// <summary>Bins to hold; a power of two.</summary>
    public int Capacity { get; }

}
