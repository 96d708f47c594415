namespace Groundswell.Detection;

/// <summary>What the detector holds of one series at one time.</summary>
public enum SeriesState
{
    /// <summary>Too little is known, or nothing was heard: neither up nor down.</summary>
    Unknown,

    /// <summary>As many reports as expected.</summary>
    Normal,

    /// <summary>More than expected; not yet enough to say so in public.</summary>
    Suspect,

    /// <summary>So many more than expected that chance is ruled out at the operator's false-alarm rate.</summary>
    Down,

    /// <summary>It was down; the latest window fits the baseline again.</summary>
    Recovering,
}
