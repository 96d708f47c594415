using System.Globalization;
using System.Text;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Software;

internal sealed class BindSoftware : ServerSoftware
{
    public override string Program => "named";

    internal override bool NeedsInterface => true;

    internal override IReadOnlyList<string> Configure(ServerPlan plan)
    {
        var text = new StringBuilder($$"""
            options {
            {{Options(plan)}}
                recursion no;
                dnssec-validation no;
                check-names primary ignore;
                {{plan.Server.Settings}}
            };
            {{Nothing}}

            """);
        foreach (var (zone, file) in plan.ZoneFiles)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $$"""zone "{{zone}}" { type primary; file "{{file}}"; check-integrity no; {{plan.SettingsOf(zone)}} };""");
        }

        return [OwnCopy.Of(Program, plan.Folder), "-g", "-n", "1", "-c", plan.Write(text.ToString())];
    }

    /// <summary>No control channel, and no log but of what goes wrong.</summary>
    internal static string Nothing => """
        controls { };
        logging { category lame-servers { null; }; category edns-disabled { null; }; };
        """;

    /// <summary>It asks others at the bed's port, and listens where it can.</summary>
    internal static string Options(ServerPlan plan) => $$"""
                directory "{{plan.Folder}}";
                port {{plan.Port}};
                listen-on port {{plan.Listening.Port}} { {{plan.Listening.Address}}; };
                listen-on-v6 { none; };
                pid-file none;
                session-keyfile none;
                lock-file none;
                empty-zones-enable no;
                interface-interval 0;
                notify no;
                allow-transfer { none; };
            """;
}
