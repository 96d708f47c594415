using System.Globalization;
using System.Text;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Software;

internal sealed class NsdSoftware : ServerSoftware
{
    public override string Program => "nsd";

    internal override IReadOnlyList<string> Configure(ServerPlan plan)
    {
        // Rate limiting is on as Debian builds it, and would make a quick test look like a broken server.
        var text = new StringBuilder($"""
            server:
                server-count: 1
                ip-address: {plan.Server.Address}@{plan.Port}
                port: {plan.Port}
                username: ""
                chroot: ""
                database: ""
                zonesdir: "{plan.Folder}"
                zonelistfile: "{plan.Folder}/zone.list"
                xfrdfile: "{plan.Folder}/xfrd.state"
                xfrdir: "{plan.Folder}"
                pidfile: ""
                rrl-ratelimit: 0
                rrl-whitelist-ratelimit: 0
            {plan.Server.Settings}
            remote-control:
                control-enable: no

            """);
        foreach (var (zone, file) in plan.ZoneFiles)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"zone:\n    name: \"{zone}\"\n    zonefile: \"{file}\"\n{plan.SettingsOf(zone)}");
        }

        return [OwnCopy.Of(Program, plan.Folder), "-d", "-c", plan.Write(text.ToString())];
    }
}
