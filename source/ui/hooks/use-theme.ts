import { createContext, useContext } from 'react';
import { createTheme, type Theme } from '../theme.ts';

/** The looks that everything below is drawn in. */
export const ThemeContext = createContext<Theme>(createTheme({ color: true, ascii: false }));

/** The looks of this terminal. */
export function useTheme(): Theme {
	return useContext(ThemeContext);
}
