namespace Groundswell.Detection;

/// <summary>Where a series, or a service, stands between quiet and outage. A value, so that an open bin can be judged on a copy.</summary>
internal struct Episode
{
    /// <summary>What the detector holds of it.</summary>
    public SeriesState State;

    /// <summary>The bin at which <see cref="State"/> was entered.</summary>
    public long Since;

    /// <summary>The first of the latest bins at which the outage seemed to be over; meaningful while down.</summary>
    public long CalmSince;

    /// <summary>How large the outage was at its largest, lately; meaningful while down.</summary>
    public double PeakSize;

    /// <summary>First bin of the present excess; meaningful while <see cref="HasOnset"/>.</summary>
    public long Onset;

    /// <summary>Bins before and after the onset between which it lies with a probability of 80 %.</summary>
    public int OnsetEarlier;

    public int OnsetLater;

    public byte HasOnset;

    /// <summary>The first bin of the silence for which nothing is known; 0 where it is for another reason, or something is known.</summary>
    public long QuietSince;

    /// <summary>It entered this state with this bin.</summary>
    public void Enter(SeriesState state, long bin)
    {
        State = state;
        Since = bin;
        CalmSince = long.MaxValue;
        PeakSize = 0;
        QuietSince = 0;
        if (state is not (SeriesState.Suspect or SeriesState.Down))
        {
            HasOnset = 0;
        }
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Field(ref State);
        cursor.Field(ref Since);
        cursor.Field(ref CalmSince);
        cursor.Field(ref PeakSize);
        cursor.Field(ref Onset);
        cursor.Field(ref OnsetEarlier);
        cursor.Field(ref OnsetLater);
        cursor.Field(ref HasOnset);
        cursor.Field(ref QuietSince);
        if (!Enum.IsDefined(State))
        {
            cursor.Break();
        }
    }
}
