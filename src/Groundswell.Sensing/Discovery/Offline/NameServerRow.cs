namespace Groundswell.Sensing.Discovery.Offline;

/// <summary>A pair with what is judged of it.</summary>
/// <param name="Site">As read.</param>
/// <param name="NameServer">As read.</param>
/// <param name="Supplier">Short name of who runs the name server.</param>
/// <param name="IsThird">False if that is the site's own organisation.</param>
/// <param name="Reason">The rule that decided, as a clause.</param>
public sealed record NameServerRow(string Site, string NameServer, string Supplier, bool IsThird, string Reason);
