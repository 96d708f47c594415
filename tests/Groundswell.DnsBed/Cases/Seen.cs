namespace Groundswell.DnsBed.Cases;

/// <summary>What a validating resolver makes of a question.</summary>
public enum Seen
{
    Answer,
    NxDomain,
    Empty,
    ServFail,

    /// <summary>One thing or another, after the server that it happens to ask.</summary>
    Varies,
}
