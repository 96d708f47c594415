namespace Groundswell.Dns.Observing;

/// <summary>How a question of a diagnosis was put. All but <see cref="Plain"/> carry EDNS and want signatures.</summary>
public enum AskKind
{
    Udp,

    /// <summary>By UDP, without EDNS.</summary>
    Plain,

    Tcp,

    /// <summary>A second time, to see whether the answer stays.</summary>
    Again,

    /// <summary>A third time.</summary>
    Third,

    /// <summary>On behalf of a resolver's network (RFC 7871), to see whether the answer depends on the place.</summary>
    ForResolver,

    /// <summary>Of a resolver, with recursion.</summary>
    Recursive,

    /// <summary>Of a resolver, with recursion and without validation.</summary>
    Unchecked,

    /// <summary>Of a resolver, without recursion: whether it is there at all, as it needs nobody for that.</summary>
    Near,

    /// <summary>Of a resolver, with recursion, for what every resolver has: whether it fails for this name or for all.</summary>
    Control,

    /// <summary>Of a resolver that is there and was silent, with recursion and much patience.</summary>
    Patient,
}
