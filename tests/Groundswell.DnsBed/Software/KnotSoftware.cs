using System.Globalization;
using System.Text;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Software;

internal sealed class KnotSoftware : ServerSoftware
{
    public override string Program => "knotd";

    internal override IReadOnlyList<string> Configure(ServerPlan plan)
    {
        var text = new StringBuilder($"""
            server:
                rundir: {plan.Folder}
                listen: {plan.Server.Address}@{plan.Port}
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            {plan.Server.Settings}
            log:
              - target: stderr
                any: warning
            database:
                storage: {plan.Folder}
                journal-db-max-size: 8M
                kasp-db-max-size: 8M
                timer-db-max-size: 8M
            template:
              - id: default
                zonefile-sync: -1
                journal-content: none
                semantic-checks: off
            zone:

            """);
        foreach (var (zone, file) in plan.ZoneFiles)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  - domain: {zone}\n    file: {file}\n{plan.SettingsOf(zone)}");
        }

        return [Tool.Find(Program), "-c", plan.Write(text.ToString())];
    }
}
