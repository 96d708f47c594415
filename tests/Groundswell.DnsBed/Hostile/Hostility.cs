namespace Groundswell.DnsBed.Hostile;

/// <summary>What a server does that means harm to whoever asks it.</summary>
public enum Hostility
{
    /// <summary>The right id, then noise.</summary>
    Noise,

    /// <summary>Counts of 65,535 records, and none of them there.</summary>
    EmptyCounts,

    /// <summary>A name that points to itself.</summary>
    PointerLoop,

    /// <summary>The question itself comes back.</summary>
    Echo,

    /// <summary>Answers to another question.</summary>
    OtherQuestion,

    /// <summary>Every question is referred to thirty servers with new names in this zone, without addresses (the NXNS attack).</summary>
    ReferralsWithoutAddresses,

    /// <summary>Every question is referred downwards to this server again, after a while.</summary>
    SlowReferrals,

    /// <summary>Every name is an alias of a new one.</summary>
    AliasesWithoutEnd,

    /// <summary>Every name has thousands of addresses.</summary>
    ThousandsOfRecords,

    /// <summary>The zone has hundreds of servers, each of which must be looked up here.</summary>
    HundredsOfServers,

    /// <summary>Everything is to be asked again over TCP, where octets come one by one without end.</summary>
    EndlessStream,

    /// <summary>Hundreds of keys with one tag and as many signatures, none of which fits (the KeyTrap attack).</summary>
    KeyTrap,

    /// <summary>Answers that bring addresses of names in other zones along.</summary>
    Poison,
}
