using System.Globalization;
using System.Text;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Software;

internal sealed class UnboundSoftware : ServerSoftware
{
    public override string Program => "unbound";

    internal override IReadOnlyList<string> Configure(ServerPlan plan)
    {
        var text = new StringBuilder($"""
            server:
                interface: {plan.Server.Address}@{plan.Port}
                port: {plan.Port}
                num-threads: 1
                username: ""
                chroot: ""
                directory: "{plan.Folder}"
                pidfile: ""
                use-syslog: no
                do-daemonize: no
                access-control: 127.0.0.0/8 allow_snoop
                access-control: ::1/128 allow_snoop
                do-not-query-localhost: no
                msg-cache-size: 1m
                rrset-cache-size: 1m
                outgoing-range: 64
                num-queries-per-thread: 64
            {plan.Server.Settings.Replace("{port}", plan.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}
            remote-control:
                control-enable: no

            """);
        foreach (var (zone, file) in plan.ZoneFiles)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"auth-zone:\n    name: \"{zone}\"\n    zonefile: \"{file}\"\n    for-downstream: yes\n    for-upstream: no\n{plan.SettingsOf(zone)}");
        }

        return [OwnCopy.Of(Program, plan.Folder), "-d", "-c", plan.Write(text.ToString())];
    }
}
