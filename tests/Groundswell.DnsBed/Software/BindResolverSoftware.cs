using System.Globalization;
using Groundswell.DnsBed.Running;

namespace Groundswell.DnsBed.Software;

internal sealed class BindResolverSoftware : ServerSoftware
{
    public override string Program => "named";

    internal override bool NeedsInterface => true;

    internal override bool ReadsAgainOnHangUp => false;

    internal override IReadOnlyList<string> Configure(ServerPlan plan)
    {
        var path = plan.Write($$"""
            options {
            {{BindSoftware.Options(plan)}}
                recursion yes;
                allow-recursion { any; };
                {{(plan.Server.Settings.Contains("dnssec-validation", StringComparison.Ordinal) ? "" : "dnssec-validation yes;")}}
                max-cache-size 32M;
                {{plan.Server.Settings.Replace("{port}", plan.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}}
            };
            {{BindSoftware.Nothing}}
            include "{{plan.TrustAnchors}}";
            zone "." { type hint; file "{{plan.Hints}}"; };
            """);
        return [OwnCopy.Of(Program, plan.Folder), "-g", "-n", "1", "-c", path];
    }
}
