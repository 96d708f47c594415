namespace Groundswell.Dns.Asking;

/// <summary>What came of a question of <see cref="SharedDnsAsker"/>.</summary>
public enum ProbeOutcome
{
    Answered,
    TimedOut,

    /// <summary>The system would not send it: no way there, or no memory for it.</summary>
    NotSent,

    /// <summary>As many questions were outstanding as may be.</summary>
    Overloaded,
}
