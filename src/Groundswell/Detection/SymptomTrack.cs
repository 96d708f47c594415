namespace Groundswell.Detection;

/// <summary>One symptom of a service: its latest minutes, and its usual share of the reports.</summary>
internal sealed class SymptomTrack
{
    private const int Minutes = 16;
    private const double HalfLifeMinutes = 7 * 1440;
    private static readonly double Keep = Math.Pow(0.5, 1 / HalfLifeMinutes);

    private readonly int[] _recent = new int[Minutes];
    private double _usual;
    private long _last;

    /// <summary>Discounted reports in quiet times; comparable between the symptoms of a service.</summary>
    public double Usual => _usual;

    /// <summary>Reports of the minute that is being closed.</summary>
    public long Open { get; set; }

    public void Close(long minute, bool quiet)
    {
        for (var m = Math.Max(_last + 1, minute - Minutes + 1); m < minute; m++)
        {
            _recent[m % Minutes] = 0;
        }

        var count = (int)Math.Min(int.MaxValue, Open);
        _recent[minute % Minutes] = count;
        _usual = quiet ? (_usual * Keep) + count : _usual;
        _last = minute;
        Open = 0;
    }

    public void Amend(long minute, long last, int delta)
    {
        if (minute <= last && minute > last - Minutes)
        {
            _recent[minute % Minutes] += delta;
        }
    }

    /// <summary>Reports in the last minutes up to and including <paramref name="last"/>.</summary>
    public long Recent(int minutes, long last)
    {
        var sum = 0L;
        for (var m = Math.Max(0, last - minutes + 1); m <= Math.Min(last, _last); m++)
        {
            sum += m > _last - Minutes ? _recent[m % Minutes] : 0;
        }

        return sum;
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Fields<int>(_recent);
        cursor.Field(ref _usual);
        cursor.Field(ref _last);
    }
}
