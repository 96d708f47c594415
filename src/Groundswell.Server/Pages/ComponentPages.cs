using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Server.Pages.Components;
using Groundswell.Server.Serving;
using Groundswell.Signals;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Groundswell.Server.Pages;

/// <summary>Draws pages from Razor components, each in a renderer of its own, so that drawings do not wait for each other.</summary>
internal sealed class ComponentPages : IPageSource, IDisposable
{
    private readonly IPublicView _view;
    private readonly IOptions<PageOptions> _options;
    private readonly AssetFiles _assets;
    private readonly ConcentrationAnalysis _analysis;
    private readonly ILoggerFactory _loggers;
    private readonly ServiceProvider _services;

    public ComponentPages(IPublicView view, IOptions<PageOptions> options, AssetFiles assets, ConcentrationAnalysis analysis, ILoggerFactory loggers)
    {
        _view = view;
        _options = options;
        _assets = assets;
        _analysis = analysis;
        _loggers = loggers;

        // Names in any script stay letters: pages are UTF-8, and only what HTML gives a meaning is escaped.
        _services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).AddSingleton(loggers).BuildServiceProvider();
    }

    public async ValueTask<byte[]?> RenderAsync(PageAddress address, PublicSnapshot snapshot, bool isStale, CancellationToken cancellationToken)
    {
        var frame = Frame(snapshot, isStale);
        switch (address.Kind)
        {
            case PageKind.Home:
                return await DrawAsync<HomePage>(new() { ["Frame"] = frame });
            case PageKind.Category:
                return await DrawAsync<HomePage>(new() { ["Frame"] = frame, ["Query"] = new HomeQuery("", address.Key) });
            case PageKind.Incidents:
                return await DrawAsync<IncidentsPage>(new() { ["Frame"] = frame });
            case PageKind.About:
                return await DrawAsync<AboutPage>(new() { ["Frame"] = frame });
            case PageKind.Concentration:
                return await DrawAsync<ConcentrationPage>(new() { ["Frame"] = frame, ["Report"] = await _analysis.ReportAsync(snapshot.Catalogue) });
            case PageKind.WhatIf:
                var result = await _analysis.SwitchOffAsync(snapshot.Catalogue, address.Key);
                return result is null ? null : await DrawAsync<WhatIfPage>(new() { ["Frame"] = frame, ["Result"] = result });
            case PageKind.Component:
                return await ComponentAsync(frame, ComponentId.Parse(address.Key), cancellationToken);
            case PageKind.Provider:
                return snapshot.Catalogue.Providers.TryGetValue(address.Key, out var provider)
                    ? await DrawAsync<ProviderPage>(new() { ["Frame"] = frame, ["Provider"] = provider })
                    : null;
            case PageKind.Incident:
                if (await _view.DescribeCauseAsync(IncidentId.Parse(address.Key), cancellationToken) is { } cause)
                {
                    return await DrawAsync<CausePage>(new() { ["Frame"] = frame, ["Detail"] = cause });
                }

                var incident = await _view.DescribeIncidentAsync(IncidentId.Parse(address.Key), cancellationToken);
                return incident is null ? null : await DrawAsync<IncidentPage>(new() { ["Frame"] = frame, ["Detail"] = incident });
            default:
                return await ServiceAsync(frame, address.Kind, ServiceId.Parse(address.Key), null, cancellationToken);
        }
    }

    public ValueTask<byte[]?> RenderWithErrorsAsync(
        ServiceId service, ReportFormResult result, PublicSnapshot snapshot, bool isStale, CancellationToken cancellationToken) =>
        ServiceAsync(Frame(snapshot, isStale), PageKind.Service, service, result, cancellationToken);

    public ValueTask<byte[]> RenderFoundAsync(HomeQuery query, PublicSnapshot snapshot, bool isStale) =>
        DrawAsync<HomePage>(new() { ["Frame"] = Frame(snapshot, isStale), ["Query"] = query });

    public ValueTask<byte[]> RenderMissingAsync(PublicSnapshot snapshot, bool isStale) =>
        DrawAsync<MissingPage>(new() { ["Frame"] = Frame(snapshot, isStale) });

    public void Dispose() => _services.Dispose();

    private PageFrame Frame(PublicSnapshot snapshot, bool isStale) => new(snapshot, isStale, _options.Value.SiteName, _assets.Names);

    private async ValueTask<byte[]?> ServiceAsync(
        PageFrame frame, PageKind kind, ServiceId service, ReportFormResult? result, CancellationToken cancellationToken)
    {
        var detail = await _view.DescribeServiceAsync(service, cancellationToken);
        return detail is null
            ? null
            : await DrawAsync<ServicePage>(new() { ["Frame"] = frame, ["Detail"] = detail, ["Shows"] = kind.ToString(), ["Result"] = result });
    }

    private async ValueTask<byte[]?> ComponentAsync(PageFrame frame, ComponentId id, CancellationToken cancellationToken)
    {
        if (!frame.Snapshot.Catalogue.Components.TryGetValue(id, out var component))
        {
            return null;
        }

        var changes = await _view.ListProbeChangesAsync(new ProbeTarget(id), cancellationToken);
        return await DrawAsync<ComponentPage>(new() { ["Frame"] = frame, ["Component"] = component, ["Changes"] = changes });
    }

    private async ValueTask<byte[]> DrawAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(_services, _loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters));
            var bytes = new MemoryStream(64 * 1024);
            await using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16 * 1024))
            {
                root.WriteHtmlTo(writer);
            }

            return bytes.ToArray();
        });
    }
}
