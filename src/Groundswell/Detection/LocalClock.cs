using System.Runtime.CompilerServices;

namespace Groundswell.Detection;

/// <summary>What the clocks of a zone show: people's days begin with them, and an hour earlier or later after they are put forward or back.</summary>
internal sealed class LocalClock
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;
    private const double SecondsPerDay = 86_400;
    private static readonly ConditionalWeakTable<TimeZoneInfo, LocalClock> Clocks = [];

    private readonly double[] _from; // seconds since the Unix epoch
    private readonly double[] _offset; // that hold from there on, in seconds
    private int _latest; // where the last answer was found: only a hint, so that threads may overwrite it

    private LocalClock(TimeZoneInfo zone)
    {
        List<double> from = [double.NegativeInfinity], offsets = [];
        var day = new DateTimeOffset(FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var offset = zone.GetUtcOffset(day);
        offsets.Add(offset.TotalSeconds);
        for (; day.Year < LastYear; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day.AddDays(1)) is var next && next != offset)
            {
                from.Add(Change(zone, day, next));
                offsets.Add(next.TotalSeconds);
                offset = next;
            }
        }

        (_from, _offset) = ([.. from], [.. offsets]);
    }

    /// <summary>The clock of a zone, or null for UTC.</summary>
    public static LocalClock? Of(TimeZoneInfo zone) => zone.Equals(TimeZoneInfo.Utc) ? null : Clocks.GetValue(zone, static z => new LocalClock(z));

    /// <summary>Seconds since the epoch as the local clock counts them.</summary>
    /// <param name="second">Since the Unix epoch.</param>
    public double At(double second)
    {
        var at = _latest;
        if (second < _from[at] || (at + 1 < _from.Length && second >= _from[at + 1]))
        {
            var found = Array.BinarySearch(_from, second);
            _latest = at = found >= 0 ? found : ~found - 1;
        }

        return second + _offset[at];
    }

    /// <summary>The second of a day from which another offset holds.</summary>
    private static double Change(TimeZoneInfo zone, DateTimeOffset day, TimeSpan next)
    {
        double low = day.ToUnixTimeSeconds(), high = low + SecondsPerDay;
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds((long)middle)) == next ? (low, middle) : (middle, high);
        }

        return high;
    }
}
