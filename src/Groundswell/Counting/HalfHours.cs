namespace Groundswell.Counting;

/// <summary>Totals of one service by half hours over the last week, for sparklines and the week's chart.</summary>
public sealed class HalfHours
{
    /// <summary>Minutes of a step.</summary>
    public const int StepMinutes = 30;

    /// <summary>Steps that are kept: a week, and the running half hour.</summary>
    public const int Length = (7 * 48) + 1;

    private readonly int[] _totals = new int[Length];
    private int _newest;

    /// <param name="newest">The running half hour, counted from the Unix epoch.</param>
    /// <param name="totals">Totals up to and with it, oldest first; at most <see cref="Length"/>.</param>
    public HalfHours(int newest, ReadOnlySpan<int> totals)
    {
        _newest = newest;
        for (var i = 0; i < totals.Length; i++)
        {
            _totals[Ring(newest - totals.Length + 1 + i)] = totals[i];
        }
    }

    /// <summary>Adds to the half hour of a minute; minutes before the week are left out.</summary>
    public void Add(int minute, int count)
    {
        var step = minute / StepMinutes;
        Advance(step);
        if (step > _newest - Length)
        {
            _totals[Ring(step)] += count;
        }
    }

    /// <summary>The last <paramref name="steps"/> totals up to a half hour, oldest first.</summary>
    public int[] Last(int newest, int steps)
    {
        Advance(newest);
        var last = new int[steps];
        for (var i = 0; i < steps; i++)
        {
            var step = newest - steps + 1 + i;
            last[i] = step > _newest - Length ? _totals[Ring(step)] : 0;
        }

        return last;
    }

    // A clock that begins with 1970 has a week before it.
    private static int Ring(int step) => (step + Length) % Length;

    private void Advance(int step)
    {
        for (var next = Math.Max(_newest + 1, step - Length + 1); next <= step; next++)
        {
            _totals[Ring(next)] = 0;
        }

        _newest = Math.Max(_newest, step);
    }
}
