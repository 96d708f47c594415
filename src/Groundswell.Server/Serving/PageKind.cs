namespace Groundswell.Server.Serving;

/// <summary>Pages that are kept ready.</summary>
internal enum PageKind
{
    Home,
    Category,
    Service,
    ServiceThanked,
    ServiceRepeated,
    Incidents,
    Incident,
    About,
    Concentration,
    WhatIf,
    Component,
    Provider,
}
