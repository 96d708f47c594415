namespace Groundswell.Detection;

/// <summary>Where a series stands between quiet and outage. A value, so that an open bin can be judged on a copy.</summary>
internal struct Episode
{
    /// <summary>What the detector holds of the series.</summary>
    public SeriesState State;

    /// <summary>The bin at which <see cref="State"/> was entered.</summary>
    public long Since;

    /// <summary>Windows must begin after this bin: what lies before belongs to an outage that is over.</summary>
    public long Floor;

    /// <summary>First bin of the present excess; meaningful while <see cref="HasOnset"/>.</summary>
    public long Onset;

    public byte HasOnset;

    /// <summary>The bin at which the series was last normal; a change that lasts since then becomes the new normal.</summary>
    public long LeftNormal;

    /// <summary>Reports and expectation since the onset, discounted: how strong the outage has been lately.</summary>
    public double OutageCount;

    public double OutageExpected;
}
