using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;
using Groundswell.Publication;
using Groundswell.Sensing.Probes;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Tests.Ingest;
using Groundswell.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>What a machine cannot try says nothing of the target.</summary>
public sealed class UnavailableProbeTests : IDisposable
{
    private static readonly ComponentId Web = ComponentId.Parse("examplia/global/web");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_QUIC_a_probe_of_HTTP3_leaves_its_target_unknown_and_the_node_says_why()
    {
        var check = new ProbeCheck.Http(new Uri("https://localhost/")) { Edition = HttpEdition.Http3 };
        var component = new Component { Id = Web, Name = "Web", Kind = ComponentKind.Application, Probes = [new ProbeDefinition { Id = "h3", Check = check, Interval = TimeSpan.FromSeconds(5) }] };
        var catalogue = new ServiceCatalogue([], [], [], [new Provider { Id = "examplia", Name = "Examplia" }], [component]);
        await using var runner = new ProbeRunner(new ProbeRunnerOptions(), TimeProvider.System);
        var probe = Assert.Single(ProbePlan.From(catalogue, new ProbeDefaults()));
        Assert.SkipWhen(runner.WhyNot(probe) is null, "This machine has QUIC.");
        await using var node = await ServingNode.StartAsync(_folder.Path, catalogue, new SensingSettings { Probes = true, References = [] });

        while (node.Services.GetRequiredService<SensingService>().Unavailable.Count == 0)
        {
            // The service makes its plan beside the start of the node.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
        }

        await node.Services.GetRequiredService<Node>().TickAsync(Cancelled);
        using var json = JsonDocument.Parse(await node.Client.GetStringAsync(new Uri("/readyz", UriKind.Relative), Cancelled));

        var warning = Assert.Single(json.RootElement.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.StartsWith("1 of the catalogue's probes cannot run here, and say nothing of their targets: HTTP/3 is not available on this machine", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Services.GetRequiredService<IPublicView>().Current.Components, c => c.Id == Web);
        Assert.Contains("not checked by us", await node.Client.GetStringAsync(new Uri($"/components/{Web}", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }
}
