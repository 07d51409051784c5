package workbook

// A column of a table has a name, by its key, and a share of its width in per cent.
type column struct {
	key   string
	share float64
}

// tableTop is what stands above the rows of a table: its caption, by its key, and the names of
// the columns.
func (p *planning) tableTop(caption string, columns ...column) float64 {
	return p.caption(caption) + p.columnNames(columns)
}

// columnNames is the height of the names of columns, which is that of the highest.
func (p *planning) columnNames(columns []column) float64 {
	r, highest := p.ruler, 0.0
	for _, c := range columns {
		highest = max(highest, r.column.Height(p.said(c.key, aWord), r.share(c.share)-2*r.CellSide))
	}
	return highest + 2*r.HeadCell + stroke
}

// caption is what stands above a table without names of columns.
func (p *planning) caption(key string) float64 {
	return p.ruler.label.Height(p.said(key, aTitle), p.ruler.Width) + p.ruler.Below + p.ruler.ruled()
}
