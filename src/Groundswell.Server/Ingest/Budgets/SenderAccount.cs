namespace Groundswell.Server.Ingest.Budgets;

/// <summary>What a sender's use is put down to. Numbers of this process only, which nobody can turn back.</summary>
/// <param name="Reporter">Its address (IPv6: its /64), its token, or this machine.</param>
/// <param name="Network">The network around it (IPv4: its /24; IPv6: its /48); 0 for a sender that is known.</param>
/// <param name="Site">The embedding site that it fills the form of, or 0.</param>
internal readonly record struct SenderAccount(ulong Reporter, ulong Network, ulong Site = 0)
{
    /// <summary>Whether it has a token or runs on this machine: it has budgets of its own.</summary>
    public bool IsKnown => Network == 0;
}
