using Groundswell.Attribution;

namespace Groundswell.Cli.Attributing;

/// <summary>The words of a world's files.</summary>
internal static class WorldWords
{
    private static readonly string[] Classes = ["ok", "nxdomain", "empty", "servfail", "timeout", "refused", "tls", "http5xx"];

    /// <summary>What a component of this kind makes its dependants look like; unknown kinds are applications.</summary>
    public static Mechanism MechanismOf(ReadOnlySpan<char> kind) => kind switch
    {
        "dns" or "gdns" => Mechanism.NameServers,
        "dbdns" => Mechanism.EndpointRecord,
        "net" or "isp" => Mechanism.Network,
        "lb" => Mechanism.LoadBalancer,
        "compute" or "host" => Mechanism.Compute,
        "cdn" or "gcdn" => Mechanism.Edge,
        "ca" => Mechanism.Certificates,
        _ => Mechanism.Application,
    };

    /// <summary>0 for a probe that was well, otherwise one more than its <see cref="FailureMode"/>.</summary>
    public static byte ClassOf(TableReader table, int column)
    {
        var text = table.Text(column);
        for (var i = 0; i < Classes.Length; i++)
        {
            if (text.SequenceEqual(Classes[i]))
            {
                return (byte)i;
            }
        }

        throw table.Fault(column, $"'{table.Excerpt(column)}' is not one of {string.Join(", ", Classes)}.");
    }
}
