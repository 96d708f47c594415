namespace Groundswell.Dns.Judging;

/// <summary>Whether a server does for a zone what it is named for.</summary>
internal enum ServerCondition
{
    /// <summary>It was not asked, or cannot be reached from here: nothing is said of it.</summary>
    Unseen,

    Good,

    /// <summary>No answer by UDP; by TCP or not.</summary>
    Silent,

    /// <summary>SERVFAIL.</summary>
    Failing,

    /// <summary>REFUSED, as one that does not know the zone does, or without saying why.</summary>
    Refusing,

    /// <summary>REFUSED, with the reason that it may not answer.</summary>
    Prohibiting,

    /// <summary>Every answer by UDP is cut short, and nothing is to be had by TCP.</summary>
    CutShort,

    /// <summary>It answers, but not for this zone.</summary>
    Lame,
}
