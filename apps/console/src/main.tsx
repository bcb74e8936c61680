import { createRoot } from 'react-dom/client'
import { Root } from './app/root'
import './styles.css'

const host = document.querySelector('#root')
if (host === null) throw new Error('index.html has no #root')
createRoot(host).render(<Root />)
