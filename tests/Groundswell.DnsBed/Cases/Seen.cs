namespace Groundswell.DnsBed.Cases;

/// <summary>What a validating resolver makes of a question.</summary>
public enum Seen
{
    Answer,
    NxDomain,
    Empty,
    ServFail,
}
